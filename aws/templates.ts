/** Fills templates: `{key}` is a part by its name, `{key:last}` what follows its last slash. */

/** A text with every part filled; undefined when one that it names is missing. A part alone keeps its type. */
export function fillWith(template: string, read: (key: string) => unknown): unknown {
  const alone = /^\{([^}]+)\}$/.exec(template);
  if (alone) return part(alone[1]!, read);
  let missing = false;
  const text = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = part(name, read);
    missing ||= value === undefined || value === null;
    return String(value);
  });
  return missing ? undefined : text;
}

function part(name: string, read: (key: string) => unknown): unknown {
  const [key, last] = name.split(":") as [string, string?];
  const value = read(key);
  return last && typeof value === "string" ? value.split("/").at(-1) : value;
}
