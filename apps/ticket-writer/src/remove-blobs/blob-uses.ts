/** What the transcript says of blobs. */
export interface BlobUses {
  /** Those of these blobs that some message has, and whether one of them is still to be written to a ticket that may show it. */
  usesOf(hashes: readonly string[]): Promise<ReadonlyMap<string, { readonly isNeeded: boolean }>>;
}
