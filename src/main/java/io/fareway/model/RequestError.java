package io.fareway.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a request is not answered, in terms that the caller can act on. Rendered in the client's dialect; the type and
 * code words are those of OpenAI's error object.
 */
public final class RequestError extends RuntimeException {

    /** Servlet request attribute under which a filter leaves the error that the error page is to render. */
    public static final String HTTP_ATTRIBUTE = "io.fareway.request-error";

    private final int status;
    private final String type;
    private final String code;
    private final Optional<String> param;
    private final Optional<Duration> retryAfter;
    private final List<String> tried;
    private final Optional<Answer> refusal;

    private RequestError(
            int status,
            String type,
            String code,
            Optional<String> param,
            String message,
            Optional<Duration> retryAfter,
            List<String> tried) {
        this(status, type, code, param, message, retryAfter, tried, Optional.empty());
    }

    private RequestError(
            int status,
            String type,
            String code,
            Optional<String> param,
            String message,
            Optional<Duration> retryAfter,
            List<String> tried,
            Optional<Answer> refusal) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
        this.retryAfter = retryAfter;
        this.tried = List.copyOf(tried);
    }

    /** 400: the field named is missing or wrong. */
    public static RequestError invalid(String param, String message) {
        return new RequestError(
                400,
                "invalid_request_error",
                "invalid_value",
                Optional.of(param),
                message,
                Optional.empty(),
                List.of());
    }

    /** 400: the body as a whole cannot be read. */
    public static RequestError unreadable(String message) {
        return new RequestError(
                400, "invalid_request_error", "invalid_json", Optional.empty(), message, Optional.empty(), List.of());
    }

    /** 404: no such model, tier or deployment. */
    public static RequestError unknownModel(String message) {
        return new RequestError(
                404,
                "invalid_request_error",
                "model_not_found",
                Optional.of("model"),
                message,
                Optional.empty(),
                List.of());
    }

    /** 404: nothing under this address or id. */
    public static RequestError notFound(String message) {
        return new RequestError(
                404, "invalid_request_error", "not_found", Optional.empty(), message, Optional.empty(), List.of());
    }

    /**
     * 400: the limits leave no deployment.
     *
     * @param dropped each deployment with the rule that dropped it
     */
    public static RequestError unservable(String message, List<String> dropped) {
        return new RequestError(
                400,
                "invalid_request_error",
                "no_deployment_allowed",
                Optional.empty(),
                message,
                Optional.empty(),
                dropped);
    }

    /** 429: more at once than this gateway takes. */
    public static RequestError tooMany(String message, Duration retryAfter) {
        return new RequestError(
                429,
                "rate_limit_error",
                "too_many_requests",
                Optional.empty(),
                message,
                Optional.of(retryAfter),
                List.of());
    }

    /** 429: more than a caller, or all providers together, may have within a time. */
    public static RequestError rateLimited(String message, Duration retryAfter) {
        return new RequestError(
                429,
                "rate_limit_error",
                "rate_limit_exceeded",
                Optional.empty(),
                message,
                Optional.of(retryAfter),
                List.of());
    }

    /** 429: a budget has no room for the request until it begins anew. */
    public static RequestError overBudget(String message, Duration retryAfter) {
        return new RequestError(
                429,
                "insufficient_quota",
                "budget_exhausted",
                Optional.empty(),
                message,
                Optional.of(retryAfter),
                List.of());
    }

    /** 503: every candidate failed or is out of service. */
    public static RequestError exhausted(String message, Duration retryAfter, List<String> tried) {
        return new RequestError(
                503, "api_error", "providers_unavailable", Optional.empty(), message, Optional.of(retryAfter), tried);
    }

    /** 503: the gateway itself cannot work, for example because the ledger cannot be written. */
    public static RequestError unavailable(String message) {
        return new RequestError(
                503,
                "api_error",
                "gateway_unavailable",
                Optional.empty(),
                message,
                Optional.of(Duration.ofSeconds(5)),
                List.of());
    }

    /** A provider's refusal, put in the caller's dialect already. */
    public static RequestError passedOn(Answer refusal) {
        return new RequestError(
                refusal.status(),
                "invalid_request_error",
                "refused_by_provider",
                Optional.empty(),
                new String(refusal.body(), StandardCharsets.UTF_8),
                Optional.empty(),
                List.of(),
                Optional.of(refusal));
    }

    /**
     * A provider's refusal in its own words.
     *
     * @param code the provider's code, or one of ours
     */
    public static RequestError refused(int status, String code, Optional<String> param, String words) {
        return new RequestError(status, "invalid_request_error", code, param, words, Optional.empty(), List.of());
    }

    /** 400: no deployment can do what these fields ask for. */
    public static RequestError unsupported(String param, String message) {
        return new RequestError(
                400,
                "invalid_request_error",
                "unsupported_value",
                Optional.of(param),
                message,
                Optional.empty(),
                List.of());
    }

    /** 500: a fault of the gateway, described in its log under this id and nowhere else. */
    public static RequestError internal(String id) {
        return new RequestError(
                500,
                "api_error",
                "internal_error",
                Optional.empty(),
                "The gateway failed on this request. Its log tells why under " + id + ".",
                Optional.empty(),
                List.of());
    }

    /** 401: no key, or one that is not known here. */
    public static RequestError unauthorized(String message) {
        return new RequestError(
                401,
                "invalid_request_error",
                "invalid_api_key",
                Optional.empty(),
                message,
                Optional.empty(),
                List.of());
    }

    /** 403: known, but not allowed. */
    public static RequestError forbidden(String message) {
        return new RequestError(
                403, "invalid_request_error", "forbidden", Optional.empty(), message, Optional.empty(), List.of());
    }

    /** Any other status that the HTTP layer itself answers: 405, 413, 415. */
    public static RequestError http(int status, String code, String message) {
        return new RequestError(
                status, "invalid_request_error", code, Optional.empty(), message, Optional.empty(), List.of());
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** OpenAI's error type, for example {@code invalid_request_error}. */
    public String type() {
        return type;
    }

    /** OpenAI's error code, for example {@code model_not_found}. */
    public String code() {
        return code;
    }

    /** The request field at fault; empty when it is not about one field. */
    public Optional<String> param() {
        return param;
    }

    /** When it makes sense to ask again. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** The provider's own answer, when that is what the caller gets. */
    public Optional<Answer> refusal() {
        return refusal;
    }

    /** What was tried, one line per attempt; empty when nothing was. */
    public List<String> tried() {
        return tried;
    }
}
