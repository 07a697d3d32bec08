/** What we use of `web-push`: encryption (RFC 8291) and proof of who sends (RFC 8292). The request is made by `postGuarded`. */
declare module 'web-push' {
  const webPush: {
    generateRequestDetails(
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: string,
      options: {
        vapidDetails: { subject: string; publicKey: string; privateKey: string };
        /** Seconds for which the service keeps it for a browser that is away. */
        TTL: number;
        urgency: 'very-low' | 'low' | 'normal' | 'high';
        /** What is kept under the same topic is replaced: at most 32 letters of base64url. */
        topic: string;
        contentEncoding: 'aes128gcm';
      },
    ): { endpoint: string; headers: Record<string, string | number>; body: Buffer };
  };
  export default webPush;
}
