/** Secrets Manager rows. The name of a deleted secret stays reserved: see `world/names.ts`. */
import type { Properties } from "../../../../pulumi/values";
import type { Row } from "./row";

export const SECRET = "aws:secretsmanager/secret:Secret";

export const secretsmanager: Row[] = [
  {
    type: SECRET,
    source: "AWS::SecretsManager::Secret",
    unique: {
      properties: ["name"],
      taken: ["ResourceExistsException", "The operation failed because the secret {name} already exists."],
    },
  },
  {
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    source: "AWS Secrets Manager API reference, PutSecretValue",
    refs: [
      {
        property: "secretId",
        to: [SECRET],
        missing: ["ResourceNotFoundException", "Secrets Manager can't find the specified secret."],
        use: "ends",
      },
    ],
    replaceIf: { secretString: isKnown("secretString"), secretStringWoVersion: () => true },
    computed: {
      secretArn: "{secretId}",
      versionId: "terraform-{hex16}{hex8}",
      versionStages: ["AWSCURRENT"],
    },
  },
];

/** The provider replaces a version only where it can see that its value is another (`CustomizeDiff` of the resource). */
function isKnown(property: string): (olds: Properties, news: Properties) => boolean {
  return (_, news) => typeof news[property] !== "symbol";
}
