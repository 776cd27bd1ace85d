package io.fareway.admission;

import io.fareway.model.Caller;
import jakarta.servlet.http.HttpServletRequest;

/** Carries who is asking from the filter that checks keys to the route that takes the request in. */
public final class CallerIdentity {

    private static final String ATTRIBUTE = CallerIdentity.class.getName();

    private CallerIdentity() {}

    static void attach(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /** Who sent a request; {@link Caller#UNNAMED} for callers without a key of their own. */
    public static Caller of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : Caller.UNNAMED;
    }
}
