import { expect, it } from 'vitest';
import { cutContacts } from './cut-contacts';

const cutOf = (given: string) => {
  const done = cutContacts(Buffer.from(given));
  return done && { left: Buffer.from(done.bytes).toString(), cut: done.cut };
};

it('takes out what reaches a person, wherever it stands, and leaves every other byte', () => {
  expect(cutOf('{ "user" : {"email"            : "a@example.org", "name":"x"}, "phoneNumber":[1] }')).toEqual(
    {
      left: '{ "user" : {"email"            : null, "name":"x"}, "phoneNumber":null }',
      cut: ['email', 'phoneNumber'],
    },
  );
  // However far the colon is: what is looked for before walking must not miss what walking would find.
  expect(cutOf(`{"email"${' '.repeat(40)}:1}`)?.cut).toEqual(['email']);
  for (const name of ['e_mail', 'Email_Address', 'telephone', 'ip', 'upload_ip', 'loginIp', 'ip_address'])
    expect(cutOf(`{"${name}":"x"}`)).toEqual({ left: `{"${name}":null}`, cut: [name] });
});

it('leaves words that only speak of it, and names that only hold it', () => {
  for (const given of [
    '{"text":"\\"email\\": write to us"}',
    '{"zip":1,"clip":2,"ownership":3,"description":4,"email_verified":true}',
  ])
    expect(cutOf(given)).toEqual({ left: given, cut: [] });
});

it('gives nothing of a record that may hold some and is too broken to be cut', () => {
  expect(cutOf('{"email":"a@example.org"')).toBeNull();
  expect(cutOf('{"text":"broken')).toEqual({ left: '{"text":"broken', cut: [] });
});
