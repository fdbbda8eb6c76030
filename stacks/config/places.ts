/** The sections that say where an environment runs. */
import { ACCOUNT_ID, REGION } from "../../components/common-fields";
import { section } from "../../components/fields";

export const AWS = section("Where it runs; never taken from the shell.", {
  accountId: ACCOUNT_ID,
  region: REGION,
});
