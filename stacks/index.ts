/** The program that Pulumi runs. bc1 is its network so far. */
import { Network } from "../components/network";
import { awsProvider } from "./providers";

export default async function program(): Promise<void> {
  const provider = awsProvider(
    { aws: { accountId: "123456789012", region: "us-east-1" }, blueprint: "bc1" },
    "bc1",
  );
  new Network("network", { region: "us-east-1" }, { providers: [provider] });
}
