package io.fareway.provider;

import java.io.IOException;
import java.util.OptionalInt;

/** A token server gave no access token, so that the provider was not called. Names neither addresses nor keys. */
final class NoTokenException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Told as the status of a refusal that we can foresee. */
    private static final int UNAUTHORIZED = 401;

    private final int refusal;

    private NoTokenException(String why, int refusal) {
        super("no access token: " + why);
        this.refusal = refusal;
    }

    /**
     * The server answered with an error.
     *
     * @param error its word for it, for example {@code invalid_client}; empty for none
     */
    static NoTokenException answered(int status, String error) {
        boolean transientFault = status >= 500 || status == 408 || status == 429;
        return new NoTokenException(("status " + status + " " + error).strip(), transientFault ? 0 : status);
    }

    /** The key is nothing with which a token could be asked for. */
    static NoTokenException unusable(String why) {
        return new NoTokenException(why, UNAUTHORIZED);
    }

    /** The server could not be asked, or its answer is none. */
    static NoTokenException unavailable(String why, Throwable cause) {
        NoTokenException none = new NoTokenException(why, 0);
        none.initCause(cause);
        return none;
    }

    /** The status with which our key was refused; empty when a token may be had later. */
    OptionalInt refusal() {
        return refusal == 0 ? OptionalInt.empty() : OptionalInt.of(refusal);
    }
}
