/** Signing in by OpenID Connect: its settings, and the variables that tell Open WebUI. Pure. */
import type { SingleSignOnArgs } from "./args";

/** Single sign-on as resolved; the client secret itself is no setting. */
export type SingleSignOnSettings = Omit<SingleSignOnArgs, "clientSecret">;

/** The settings, without the secret. */
export function resolveSingleSignOn({
  clientSecret: _,
  ...settings
}: SingleSignOnArgs): SingleSignOnSettings {
  return settings;
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
