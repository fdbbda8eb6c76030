/**
 * The kinds of keys that a config has. Each carries its facts, from which the messages and the reference are made, so
 * that no key states a message of its own. `zod/mini`: bundled, it starts in a third of the time that zod takes.
 */
import * as z from "zod/mini";
import { flawOf } from "../../components/forms";
import { FORMS, type FormName } from "./forms";

// One parse per run: compiling a parser first costs more than it saves.
z.config({ jitless: true });

/** What is known about a key beside its type; the messages and the reference are made from it. */
export interface Facts {
  about: string;
  /** The unit that the value counts, as a message says it: `MiB`. */
  unit?: string;
  min?: number;
  max?: number;
  /** A likely value, for messages; where absent, the least. */
  example?: number;
  form?: FormName;
  /** The document that asked for it, or whose limit it is. */
  source?: string;
}

export const facts = z.registry<Facts>();

interface Limits extends Omit<Facts, "about" | "form" | "min"> {
  min: number;
}

export function whole(about: string, limits: Limits) {
  const top = limits.max === undefined ? [] : [z.maximum(limits.max)];
  return z
    .int()
    .check(z.minimum(limits.min), ...top)
    .register(facts, { about, ...limits });
}

/** A number that need not be whole, such as an amount of money. */
export function amount(about: string, limits: Limits & { max: number }) {
  return z
    .number()
    .check(z.minimum(limits.min), z.maximum(limits.max))
    .register(facts, { about, ...limits });
}

/** Monthly usage: what is paid only when it is used, counted at what the environment says. */
export function used(unit: string, about: string) {
  return z.optional(
    z
      .number()
      .check(z.nonnegative())
      .register(facts, { about, unit: `${unit} a month`, min: 0 }),
  );
}

export function text(form: FormName, about: string, source?: string) {
  return z
    .string()
    .check(z.refine((value) => flawOf(FORMS[form], value) === undefined))
    .register(facts, { about, form, source });
}

export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  about: string,
  source?: string,
) {
  return z.enum(values).register(facts, { about, source });
}

export function flag(about: string, source?: string) {
  return z.boolean().register(facts, { about, source });
}

export function list<T extends z.core.SomeType>(
  element: T,
  about: string,
  min: number,
  max: number,
  source?: string,
) {
  return z
    .array(element)
    .check(z.minLength(min), z.maxLength(max))
    .register(facts, { about, min, max, source });
}
