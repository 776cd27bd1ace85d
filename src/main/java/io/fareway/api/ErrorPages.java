package io.fareway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the HTTP layer answers by itself (wrong path, wrong method, wrong type) as an error object, never as a page. */
@RestController
class ErrorPages implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ObjectNode> error(HttpServletRequest request) {
        RequestError error = describe(request);
        return ResponseEntity.status(error.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(ErrorBody.of(error));
    }

    private static RequestError describe(HttpServletRequest request) {
        if (request.getAttribute(RequestError.HTTP_ATTRIBUTE) instanceof RequestError explained) {
            return explained;
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        String asked = request.getMethod() + " " + path;
        return switch (status) {
            case 404 ->
                RequestError.notFound(
                        "There is nothing at " + asked + ". The API is POST /v1/chat/completions and GET /v1/models.");
            case 405 ->
                RequestError.http(405, "method_not_allowed", path + " does not take " + request.getMethod() + ".");
            case 415 ->
                RequestError.http(
                        415,
                        "unsupported_media_type",
                        path + " takes JSON. Send the header 'Content-Type: application/json'.");
            case 401 -> RequestError.unauthorized("Log in to see " + path + ".");
            case 403 -> RequestError.forbidden("You may not see " + path + " from here.");
            case 503 -> RequestError.unavailable("The gateway is starting or stopping. Try again in a moment.");
            default ->
                status < 500
                        ? RequestError.http(status, "http_" + status, asked + " cannot be answered as it was sent.")
                        : RequestError.internal(asked);
        };
    }
}
