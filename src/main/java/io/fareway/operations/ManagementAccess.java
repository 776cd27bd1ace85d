package io.fareway.operations;

import io.fareway.admission.ApiPaths;
import io.fareway.model.RequestError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Which part of the gateway a request asks for. Paths are compared with the address as it was sent; the HTTP firewall
 * has refused every address that could be read in two ways.
 */
final class ManagementAccess {

    private ManagementAccess() {}

    static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI();
        return ApiPaths.contain(path) || isSimulated(request);
    }

    static boolean isSimulated(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/demo/");
    }

    static boolean isHealth(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/actuator/health") || path.startsWith("/actuator/health/");
    }

    static boolean isDashboard(HttpServletRequest request) {
        return isBelow(request.getRequestURI(), "/dashboard");
    }

    static boolean isManagement(HttpServletRequest request) {
        String path = request.getRequestURI();
        return isBelow(path, "/admin") || isDashboard(request) || (isBelow(path, "/actuator") && !isHealth(request));
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    /** Why a request is turned away, as far as it is not simply that nothing is there; leaves it for the error page. */
    static Optional<RequestError> refusal(HttpServletRequest request) {
        if (isSimulated(request)) {
            return Optional.of(RequestError.forbidden(
                    "The simulated providers answer on the gateway's own machine only, under http://localhost."));
        }
        if (isManagement(request)) {
            return Optional.of(RequestError.forbidden("Management has no password and answers on the gateway's own"
                    + " machine only, under http://localhost. Set FAREWAY_ADMIN_PASSWORD to reach it from elsewhere."));
        }
        return Optional.empty();
    }
}
