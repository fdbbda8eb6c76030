/** awsx: it has components alone. */
import type { Provider } from "../provider";
import { construct } from "./construct";

export function awsxProvider(): Provider {
  return { construct: (call) => construct(call.request, awsVersion()) };
}

/** awsx registers its children with the version of aws that it was built with; ours is the one that we install. */
function awsVersion(): string {
  return require("@pulumi/aws/package.json").version;
}
