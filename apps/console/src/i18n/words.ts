/** A dictionary of the same shape as another one: every word is there, and no other. */
export type Words<Dictionary> = {
  readonly [Key in keyof Dictionary]: Dictionary[Key] extends string ? string : Words<Dictionary[Key]>;
};
