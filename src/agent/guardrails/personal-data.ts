/** Whose eyes a text is for. */
export interface PersonalDataReader {
  /** May not read logs or members: e-mail and network addresses of other people are hidden from them. */
  hidesAddresses: boolean;
  /** What the asker wrote themselves is not hidden from them. */
  own: string;
}

const CARD = /(?<![\p{L}\d.,:_-])(?:\d[ .-]?){12,18}\d(?![\p{L}\d_]|[.,:-]\d)/gu;
const IBAN = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![\p{L}\d])/gu;
const PHONE =
  /(?<![\p{L}\d.:/_-])(?:\+\d{1,3}[ .-]?(?:\(0?\d{1,5}\)[ .-]?)?\d(?:[ .-]?\d){6,12}|\(\d{3}\) ?\d{3}[ -]\d{4}|\d{3}-\d{3}-\d{4})(?![\p{L}\d_]|[.:-]\d)/gu;
const SSN = /(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g;
const NINO =
  /(?<![A-Za-z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z\d])/g;
const DNI = /(?<![A-Za-z\d])([XYZ]?\d{7,8})-?([A-HJ-NP-TV-Z])(?![A-Za-z\d])/g;
const NIR = /(?<![\d.])([12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}) ?(\d{2})(?![\d.])/g;
const FISCAL = /(?<![A-Za-z\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z\d])/g;
const TAX_ID =
  /((?:steuer[- ]?(?:id|identifikationsnummer|nummer)|tax id|bsn|burgerservicenummer)\D{0,12})(\d[\d ]{7,12}\d)(?!\d)/gi;
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const ADDRESS =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|(?=[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7})(?![\w:])/gi;

/**
 * A text with numbers that belong to people hidden: cards (Luhn), IBANs (mod 97), phone numbers, national ids whose form can
 * be checked; and from those who may not read logs, other people's e-mail and network addresses.
 */
export function maskPersonalData(text: string, reader: PersonalDataReader): { text: string; masked: number } {
  let masked = 0;
  const hide = (kind: string): string => {
    masked++;
    return `(${kind} hidden)`;
  };
  const own = (value: string): boolean => reader.own.includes(value);
  let result = text;
  if (/\d/.test(text)) {
    result = result
      .replaceAll(IBAN, (value) => (!own(value) && isIban(value) ? hide('account number') : value))
      .replaceAll(CARD, (value) => (!own(value) && isCard(value) ? hide('card number') : value))
      .replaceAll(NIR, (value, body: string, key: string) =>
        !own(value) && isNir(body, key) ? hide('personal number') : value,
      )
      .replaceAll(SSN, (value) => (own(value) ? value : hide('personal number')))
      .replaceAll(NINO, (value) => (own(value) ? value : hide('personal number')))
      .replaceAll(FISCAL, (value) => (own(value) ? value : hide('personal number')))
      .replaceAll(DNI, (value, digits: string, letter: string) =>
        !own(value) && isDni(digits, letter) ? hide('personal number') : value,
      )
      .replaceAll(TAX_ID, (value, head: string, digits: string) =>
        own(digits) ? value : `${head}${hide('personal number')}`,
      )
      .replaceAll(PHONE, (value) => (own(value) ? value : hide('phone number')));
  }
  if (reader.hidesAddresses) {
    result = result
      .replaceAll(EMAIL, (value) => (own(value) ? value : hide('e-mail address')))
      .replaceAll(ADDRESS, (value) => (own(value) ? value : hide('network address')));
  }
  return { text: result, masked };
}

function isCard(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  // Of a timestamp or a counter one in ten passes the check; an issuer's prefix and usual grouping leave few.
  if (
    !/^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11})$/.test(
      digits,
    )
  )
    return false;
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4))
    for (const digit of /\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55))
      rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

function isDni(digits: string, letter: string): boolean {
  const number = digits.replace(/^X/, '0').replace(/^Y/, '1').replace(/^Z/, '2');
  return number.length === 8 && 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === letter;
}

function isNir(body: string, key: string): boolean {
  const plain = body.replaceAll(' ', '').replace('2A', '19').replace('2B', '18');
  const month = Number(plain.slice(3, 5));
  return (month <= 12 || month >= 20) && 97n - (BigInt(plain) % 97n) === BigInt(key);
}
