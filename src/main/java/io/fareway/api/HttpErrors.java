package io.fareway.api;

import io.fareway.model.RequestError;

/** What the HTTP layer refuses by itself, put so that the caller knows what to change. */
final class HttpErrors {

    private HttpErrors() {}

    /**
     * The error for a status that no route and no filter has explained.
     *
     * @param allowed methods that the path takes, as in the header {@code Allow}; empty when not known
     */
    static RequestError of(int status, String method, String path, String allowed) {
        String asked = method + " " + path;
        return switch (status) {
            case 400 ->
                RequestError.http(
                        400,
                        "bad_request",
                        "This is no request that can be answered. Send a well-formed one: a plain path without '//',"
                                + " '..', ';' or encoded slashes, and headers of at most 8 KB in all.");
            case 401 -> RequestError.unauthorized("Log in to see " + path + ".");
            case 403 -> RequestError.forbidden("You may not see " + path + " from here.");
            case 404 ->
                RequestError.notFound(
                        "There is nothing at " + asked + ". The API is POST /v1/chat/completions and GET /v1/models.");
            case 405 ->
                RequestError.http(
                        405,
                        "method_not_allowed",
                        path + " does not take " + method + "."
                                + (allowed.isEmpty() ? "" : " It takes " + allowed + "."));
            case 415 ->
                RequestError.http(
                        415,
                        "unsupported_media_type",
                        path + " takes JSON. Send the header 'Content-Type: application/json'.");
            case 503 -> RequestError.unavailable("The gateway is starting or stopping. Try again in a moment.");
            default ->
                status < 500
                        ? RequestError.http(status, "http_" + status, asked + " cannot be answered as it was sent.")
                        : RequestError.internal(asked);
        };
    }
}
