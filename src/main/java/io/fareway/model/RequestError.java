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

    private static final String INVALID = "invalid_request_error";
    private static final String API = "api_error";
    private static final String RATE_LIMIT = "rate_limit_error";
    private static final Duration UNTIL_THE_GATEWAY_WORKS = Duration.ofSeconds(5);

    private final Facts facts;
    private final Optional<Answer> refusal;

    private RequestError(String message, Facts facts) {
        this(message, facts, Optional.empty());
    }

    private RequestError(String message, Facts facts, Optional<Answer> refusal) {
        super(message, null, false, false);
        this.facts = facts;
        this.refusal = refusal;
    }

    /** All but the words. */
    private record Facts(
            int status,
            String type,
            String code,
            Optional<String> param,
            Optional<Duration> retryAfter,
            List<String> tried,
            List<ProviderWords> providerWords) {

        private Facts(int status, String type, String code) {
            this(status, type, code, Optional.empty(), Optional.empty(), List.of(), List.of());
        }

        private Facts about(Optional<String> field) {
            return new Facts(status, type, code, field, retryAfter, tried, providerWords);
        }

        private Facts about(String field) {
            return about(Optional.of(field));
        }

        private Facts again(Duration wait) {
            return new Facts(status, type, code, param, Optional.of(wait), tried, providerWords);
        }

        private Facts tried(List<String> lines) {
            return new Facts(status, type, code, param, retryAfter, List.copyOf(lines), providerWords);
        }

        private Facts said(List<ProviderWords> words) {
            return new Facts(status, type, code, param, retryAfter, tried, List.copyOf(words));
        }
    }

    /** 400: the field named is missing or wrong. */
    public static RequestError invalid(String param, String message) {
        return new RequestError(message, new Facts(400, INVALID, "invalid_value").about(param));
    }

    /** 400: the body as a whole cannot be read. */
    public static RequestError unreadable(String message) {
        return new RequestError(message, new Facts(400, INVALID, "invalid_json"));
    }

    /** 404: no such model, tier or deployment. */
    public static RequestError unknownModel(String message) {
        return new RequestError(message, new Facts(404, INVALID, "model_not_found").about("model"));
    }

    /** 404: nothing under this address or id. */
    public static RequestError notFound(String message) {
        return new RequestError(message, new Facts(404, INVALID, "not_found"));
    }

    /**
     * 400: the limits leave no deployment.
     *
     * @param dropped each deployment with the rule that dropped it
     */
    public static RequestError unservable(String message, List<String> dropped) {
        return new RequestError(message, new Facts(400, INVALID, "no_deployment_allowed").tried(dropped));
    }

    /** 429: more at once than this gateway takes. */
    public static RequestError tooMany(String message, Duration retryAfter) {
        return new RequestError(message, new Facts(429, RATE_LIMIT, "too_many_requests").again(retryAfter));
    }

    /** 429: more than a caller, or all providers together, may have within a time. */
    public static RequestError rateLimited(String message, Duration retryAfter) {
        return new RequestError(message, new Facts(429, RATE_LIMIT, "rate_limit_exceeded").again(retryAfter));
    }

    /** 429: a budget has no room for the request until it begins anew. */
    public static RequestError overBudget(String message, Duration retryAfter) {
        return new RequestError(message, new Facts(429, "insufficient_quota", "budget_exhausted").again(retryAfter));
    }

    /** 503: every candidate failed or is out of service. */
    public static RequestError exhausted(String message, Duration retryAfter, List<String> tried) {
        return new RequestError(
                message,
                new Facts(503, API, "providers_unavailable").again(retryAfter).tried(tried));
    }

    /** 503: the gateway itself cannot work, for example because the ledger cannot be written. */
    public static RequestError unavailable(String message) {
        return new RequestError(message, new Facts(503, API, "gateway_unavailable").again(UNTIL_THE_GATEWAY_WORKS));
    }

    /** A provider's refusal, put in the caller's dialect already. */
    public static RequestError passedOn(Answer refusal) {
        return new RequestError(
                new String(refusal.body(), StandardCharsets.UTF_8),
                new Facts(refusal.status(), INVALID, "refused_by_provider"),
                Optional.of(refusal));
    }

    /**
     * A provider's refusal in its own words.
     *
     * @param code the provider's code, or one of ours
     * @param words empty when it said nothing
     */
    public static RequestError refused(int status, String code, Optional<String> param, String words) {
        String message = words.isEmpty() ? "The provider refused the request with status " + status + "." : words;
        return new RequestError(message, new Facts(status, INVALID, code).about(param));
    }

    /** 400: no deployment can do what these fields ask for. */
    public static RequestError unsupported(String param, String message) {
        return new RequestError(message, new Facts(400, INVALID, "unsupported_value").about(param));
    }

    /** 500: a fault of the gateway, described in its log under this id and nowhere else. */
    public static RequestError internal(String id) {
        return new RequestError(
                "The gateway failed on this request. Its log tells why under " + id + ".",
                new Facts(500, API, "internal_error"));
    }

    /** 401: no key, or one that is not known here. */
    public static RequestError unauthorized(String message) {
        return new RequestError(message, new Facts(401, INVALID, "invalid_api_key"));
    }

    /** 403: known, but not allowed. */
    public static RequestError forbidden(String message) {
        return new RequestError(message, new Facts(403, INVALID, "forbidden"));
    }

    /** Any other status that the HTTP layer itself answers: 405, 413, 415. */
    public static RequestError http(int status, String code, String message) {
        return new RequestError(message, new Facts(status, INVALID, code));
    }

    /** The same error, with what the providers said that were asked. */
    public RequestError inWordsOf(List<ProviderWords> providers) {
        return new RequestError(String.valueOf(getMessage()), facts.said(providers), refusal);
    }

    /** HTTP status. */
    public int status() {
        return facts.status();
    }

    /** OpenAI's error type, for example {@code invalid_request_error}. */
    public String type() {
        return facts.type();
    }

    /** OpenAI's error code, for example {@code model_not_found}. */
    public String code() {
        return facts.code();
    }

    /** The request field at fault; empty when it is not about one field. */
    public Optional<String> param() {
        return facts.param();
    }

    /** When it makes sense to ask again. */
    public Optional<Duration> retryAfter() {
        return facts.retryAfter();
    }

    /** The same in whole seconds, rounded up and at least one, as in the header {@code Retry-After}. */
    public Optional<Long> retryAfterSeconds() {
        return retryAfter().map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    /** The provider's own answer, when that is what the caller gets. */
    public Optional<Answer> refusal() {
        return refusal;
    }

    /** What was tried, one line per attempt; empty when nothing was. */
    public List<String> tried() {
        return facts.tried();
    }

    /** What the providers said that were asked, in that order; those that said nothing are left out. */
    public List<ProviderWords> providerWords() {
        return facts.providerWords();
    }
}
