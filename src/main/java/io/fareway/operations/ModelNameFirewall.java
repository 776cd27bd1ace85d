package io.fareway.operations;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring Security's strict rules for request paths, except that the name of a model may hold an encoded slash: SDKs
 * write {@code one/small} as {@code one%2Fsmall}.
 */
final class ModelNameFirewall implements HttpFirewall {

    private static final List<String> MODELS = List.of("/v1/models/", "/v1beta/models/");

    private final StrictHttpFirewall strict = new StrictHttpFirewall();
    private final StrictHttpFirewall slashesAllowed = new StrictHttpFirewall();

    ModelNameFirewall() {
        // methods that HTTP does not know are no danger to routes that name theirs, and deserve a 405 instead of a 400
        strict.setUnsafeAllowAnyHttpMethod(true);
        slashesAllowed.setUnsafeAllowAnyHttpMethod(true);
        slashesAllowed.setAllowUrlEncodedSlash(true);
        // Tomcat decodes everything but %2F, so this rule would refuse that; %25 in the path as sent stays refused
        slashesAllowed.getDecodedUrlBlocklist().remove("%");
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        boolean namesModel = MODELS.stream().anyMatch(request.getRequestURI()::startsWith);
        return (namesModel ? slashesAllowed : strict).getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return strict.getFirewalledResponse(response);
    }
}
