package io.fareway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Translations;
import io.fareway.model.RequestError;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the HTTP layer answers by itself (wrong path, wrong method, wrong type) as an error object, never as a page. */
@RestController
class ErrorPages implements ErrorController {

    private final Translations dialects;

    ErrorPages(Translations dialects) {
        this.dialects = dialects;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ObjectNode> error(HttpServletRequest request, HttpServletResponse response) {
        RequestError error = describe(request, response);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(error.status()).contentType(MediaType.APPLICATION_JSON);
        error.retryAfterSeconds().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        return answer.body(
                dialects.client(CallerDialects.dialectOf(pathOf(request))).error(error));
    }

    private static RequestError describe(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(RequestError.HTTP_ATTRIBUTE) instanceof RequestError explained) {
            return explained;
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpStatus.NOT_FOUND.value();
        String path = pathOf(request);
        String allowed =
                Optional.ofNullable(response.getHeader(HttpHeaders.ALLOW)).orElse("");
        return HttpErrors.of(status, request.getMethod(), path, allowed);
    }

    private static String pathOf(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                ? uri
                : request.getRequestURI();
    }
}
