// api.js: asks the service, and turns whatever goes wrong into one kind of error.

const ROOT = "api/v1/";

// status: that of HTTP, 0 where no answer came; message: the service's own words, in English.
export class ServiceError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function apiAddress(name, params) {
  const query = params?.toString();
  return `${ROOT}${name}${query ? `?${query}` : ""}`;
}

async function failure(response) {
  const body = await response.json().catch(() => null);
  return new ServiceError(response.status, body?.error?.message ?? response.statusText);
}

// The parsed answer; throws ServiceError, or an AbortError where the signal said so.
export async function ask(name, params, signal) {
  let response;
  try {
    response = await fetch(apiAddress(name, params), { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(0, error.message);
  }
  if (!response.ok) throw await failure(response);
  return response.json();
}
