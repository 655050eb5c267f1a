import { DEFAULT_REGION } from '.';

/** A call without the SDK, to see what is really on the wire. */
export async function post(
  endpoint: string,
  operation: string,
  body: string,
  { authorization, target }: { authorization?: string; target?: string } = {},
): Promise<Response> {
  return fetch(endpoint, {
    method: 'POST',
    body,
    headers: {
      'authorization': authorization ?? `AWS4-HMAC-SHA256 Credential=test/20260115/${DEFAULT_REGION}/apprunner/aws4_request, SignedHeaders=host, Signature=0`,
      'x-amz-target': target ?? `AppRunner.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
    },
  });
}
