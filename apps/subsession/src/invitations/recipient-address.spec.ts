import { describe, expect, it } from '@jest/globals';
import { recipientAddress } from './recipient-address.js';

describe('the address of a recipient', () => {
  it.each([
    'ada@example.com\r\nBcc: victim@example.org',
    'ada@example.com\nRCPT TO:<victim@example.org>',
    'ada@example.com, victim@example.org',
    'ada@example.com> SIZE=1',
    '<ada@example.com>',
    'Ada <ada@example.com>',
    '"a\r\nb"@example.com',
    'ada\u0000@example.com',
    ' ada@example.com',
    'ada@example.com ',
    'ada@exam ple.com',
    'ada@victim.org@example.com',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@localhost',
    'ada@exa%0d%0ample.com',
    'ada@example.com/x',
    'ada@-example.com',
    'ada@example..com',
    '.ada@example.com',
    'ada..b@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a.'.repeat(130)}com`,
    '@example.com',
    'ada@',
    'ada',
    '',
  ])('is not %j', (given) => {
    expect(recipientAddress(given)).toEqual({ fault: 'invalid_address' });
  });

  it.each(['jörg@example.com', '用户@例え.jp', 'राम@example.com'])('cannot be %s yet', (given) => {
    expect(recipientAddress(given)).toEqual({ fault: 'address_not_supported' });
  });

  it.each([
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.Example', 'ada@xn--bcher-kva.example'],
    ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ["Ada.O'Neill+kyc@mail.example.com", "Ada.O'Neill+kyc@mail.example.com"],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%s is written as %s', (given, address) => {
    expect(recipientAddress(given)).toEqual({ address });
  });
});
