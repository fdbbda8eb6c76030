// What the program changes in the Pulumi SDK, so that it starts in half the time. A patch says what it replaces: when that
// is gone, as after a bump of the SDK, the program stops and names it. TANDEM_SDK_PATCHES=off runs without any of them.
// Why a start takes as long as it does: https://github.com/pulumi/pulumi/issues/3671

/** Patches in their order. */
const PATCHES = [require("./lazy"), require("./quiet"), require("./ids")];

/** Applies them all, or none. */
function patchSdk(wanted = process.env.TANDEM_SDK_PATCHES) {
  if (wanted === "off") return;
  if (wanted) throw plain(`got ${JSON.stringify(wanted)}; expected off, or no such variable. Remove it.`);
  for (const { apply, gone, name } of PATCHES) {
    apply();
    const missing = gone();
    if (missing.length === 0) continue;
    const file = `stacks/sdk/${name}.js`;
    throw plain(
      `@pulumi/pulumi no longer has ${missing.join(", ")}, which ${file} replaces. Mend that file, or set it to off.`,
    );
  }
}

/** One line without a stack, as Pulumi prints a syntax error. */
function plain(text) {
  return Object.assign(new SyntaxError(`TANDEM_SDK_PATCHES: ${text}`), { stack: "" });
}

module.exports = { patchSdk, PATCHES };
