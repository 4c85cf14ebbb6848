/** What a stranger who finds a bundle reads first. */
export const README = `This folder is a copy of an archive of testimony, with the proof of its own history.

It is a bag (BagIt 1.0, RFC 8493); any BagIt tool can check that its files are whole.

  data/records/forms.jsonl     every public record, one a line, as readers see it
  data/log/entries.jsonl       every entry of the custody log; those that are not public as a hash
  data/log/checkpoints/        signed statements of the log's size and head
  verify-bundle.mjs            checks all of this; needs Node 20 or newer and nothing else

To check it, without a network:

  node verify-bundle.mjs
  node verify-bundle.mjs --checkpoint A-CHECKPOINT-THAT-YOU-KEPT.txt
  node verify-bundle.mjs --key FINGERPRINT-OF-THE-ARCHIVE'S-KEY

Without a checkpoint that you kept or a fingerprint that you learned elsewhere, the copy can only be
shown to agree with itself: somebody who forged all of it would get that far too. The copy of the
verifier in this folder came with the folder; take one that you trust.

The words in the records are their speakers'. They are quoted with attribution; see each record's
rights. What a record says is proved to be what the archive published, not that it is true.
`;
