package io.fareway.demo;

import java.util.Optional;

/** Why a simulated provider does not take a request, in the words of OpenAI's error object. */
final class Refusal extends RuntimeException {

    private final int status;
    private final String code;
    private final Optional<String> param;
    private final String advice;

    private Refusal(int status, String code, Optional<String> param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.param = param;
        this.advice = message;
    }

    /** 400: the body is no JSON object. */
    static Refusal unreadable(String message) {
        return new Refusal(400, "invalid_json", Optional.empty(), message);
    }

    /** 400: the field named is missing or wrong. */
    static Refusal invalid(String param, String message) {
        return new Refusal(400, "invalid_value", Optional.of(param), message);
    }

    /** 404: no simulated provider of that name. */
    static Refusal unknownProvider(String message) {
        return new Refusal(404, "provider_not_found", Optional.empty(), message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<String> param() {
        return param;
    }

    /** What is wrong and what to send instead. */
    String advice() {
        return advice;
    }
}
