const ABROAD =
  /\b(?:(?:from |in |located |coming )*(?:abroad|overseas)\b|(?:from |in |out of )(?:an?other|a foreign|foreign|other|different|a different) countr(?:y|ies)\b(?! than| besides| except)|(?:from )?outside(?: of)? (?:the|our|this|my) (?:home )?country\b|(?:from )?(?:a )?foreign (?:ips?|ip address(?:es)?|address(?:es)?|locations?|places?|hosts?)\b|foreign (?=(?:log|sign)-?ins?\b|attempts\b|access\b))/;

/** "from abroad": from anywhere but the country that most logins come from. */
export function findAbroad(text: string): { span: [number, number] } | null {
  const match = ABROAD.exec(text);
  return match && { span: [match.index, match.index + match[0].length] };
}
