/** Signing in by OpenID Connect: what is wrong with its settings, and the variables that tell Open WebUI. Pure. */
import type { Path, Problem } from "../../words/problem";
import { inFull } from "../../words/shown";
import { inForm } from "../checks";
import type { SingleSignOnArgs } from "./args";
import { SIGN_ON_FORMS } from "./sign-on-forms";

/** Single sign-on as resolved; the client secret itself is no setting. */
export type SingleSignOnSettings = Omit<SingleSignOnArgs, "clientSecret">;

/** The settings, without the secret. */
export function resolveSingleSignOn({
  clientSecret: _,
  ...settings
}: SingleSignOnArgs): SingleSignOnSettings {
  return settings;
}

/** What is wrong with these arguments: nothing, or a problem each. */
export function singleSignOnProblems(args: SingleSignOnArgs, at: Path): Problem[] {
  const { issuer, clientId, allowedDomains: domains } = args;
  const listed = domains.length > 0 && new Set(domains).size === domains.length;
  return [
    ...inForm([...at, "issuer"], issuer, SIGN_ON_FORMS.issuer),
    ...inForm([...at, "clientId"], clientId, SIGN_ON_FORMS.clientId),
    ...(listed ? [] : [notAList([...at, "allowedDomains"], domains)]),
    ...domains.flatMap((one, index) =>
      inForm([...at, "allowedDomains", index], one, SIGN_ON_FORMS.emailDomain),
    ),
  ];
}

/** The variables, but for the client secret. */
export function singleSignOnVariables(
  settings: SingleSignOnSettings,
  hostname: string,
): Record<string, string> {
  return {
    OPENID_PROVIDER_URL: `${settings.issuer}/.well-known/openid-configuration`,
    OPENID_REDIRECT_URI: `https://${hostname}/oauth/oidc/login/callback`,
    OAUTH_CLIENT_ID: settings.clientId,
    // Independent of sign-up by the form, and the new account waits for an admin all the same.
    ENABLE_OAUTH_SIGNUP: "True",
    OAUTH_ALLOWED_DOMAINS: settings.allowedDomains.join(","),
    // Open WebUI does not ask whether the provider has verified an address: whoever may choose his own there would get
    // the account of that name here, the admin's too.
    OAUTH_MERGE_ACCOUNTS_BY_EMAIL: "False",
    // A cookie for pages older than this one.
    ENABLE_OAUTH_ID_TOKEN_COOKIE: "False",
  };
}

function notAList(at: Path, got: string[]): Problem {
  const change = "Name each domain whose people may sign in once.";
  const expected = "at least one, none twice";
  return { path: at, wrong: "is not a list of domains", got: inFull(got), expected, change };
}
