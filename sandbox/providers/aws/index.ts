/** aws: resources, two look-ups, and a configuration for each of the providers of this package. */
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { reveal } from "../../../pulumi/values";
import { propertiesOf, structOf } from "../../protocol/wire";
import type { Call, WorldLink } from "../../protocol/world-link";
import type { Home, Provider } from "../provider";
import { accountRefusal, awsConfig, Configs } from "./configure";
import { invoke } from "./invoke";
import { Resources } from "./resources";

export function awsProvider(link: WorldLink, home: Home): Provider {
  const configs = new Configs(home.region);
  const resources = new Resources(link, (call) => configs.of(call.getPeer()));
  return Object.assign(resources, {
    configure(call: Call) {
      const args = propertiesOf((call.request as provider.ConfigureRequest).getArgs());
      const refusal = accountRefusal(args, home.accountId);
      if (refusal) throw new Error(refusal);
      configs.set(call.getPeer(), awsConfig(args, home.region));
    },
    invoke(call: Call) {
      const asked = reveal(propertiesOf(call.request.getArgs())) as { region?: string };
      const region = asked.region ?? configs.of(call.getPeer()).region;
      const found = invoke(call.request.getTok(), region, home.accountId);
      return new provider.InvokeResponse().setReturn(structOf(found));
    },
  });
}
