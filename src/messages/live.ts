/** What happened just now in an organisation, by reference; whoever shows it loads it in their own name. */
export interface LiveMessage {
  type: 'alert' | 'incident' | 'case' | 'appeal' | 'report';
  /** `ALR-204`, `INC-17`, `CASE-9`, `APL-2`. */
  ref: string;
  /** Names the matter: a newer message with the same key replaces the older where it stands. */
  key: string;
}
