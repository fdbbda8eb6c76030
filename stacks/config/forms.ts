/** The texts that the config takes: those of the components that it is for, and two of its own. */
import { MODEL_FORMS } from "../../components/ecs-ai-stream/model-forms";
import { SIGN_ON_FORMS } from "../../components/ecs-ai-stream/sign-on-forms";
import { FORMS as COMPONENT_FORMS, type Form } from "../../components/forms";
import { VPC_RANGE } from "../../components/network/range";

export const FORMS = {
  ...COMPONENT_FORMS,
  ...MODEL_FORMS,
  ...SIGN_ON_FORMS,
  vpcRange: VPC_RANGE,
  feature: {
    words: "a feature's name: lower-case letters, digits and hyphens",
    example: "k3s",
    pattern: /^[a-z][a-z0-9-]*$/,
  },
  secret: { words: "a secret", example: "a secret", pattern: /^\S+$/ },
} satisfies Record<string, Form>;

export type FormName = keyof typeof FORMS;
