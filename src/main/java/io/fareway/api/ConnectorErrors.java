package io.fareway.api;

import io.fareway.dialect.openai.ChatErrors;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Replaces the server's HTML page for requests that are refused before any filter sees them. */
final class ConnectorErrors extends ErrorReportValve {

    private static final int FIRST_ERROR_STATUS = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        int status = response.getStatus();
        if (status < FIRST_ERROR_STATUS || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        RequestError error = HttpErrors.of(
                status,
                Objects.requireNonNullElse(request.getMethod(), "the request"),
                Objects.requireNonNullElse(request.getRequestURI(), ""),
                Optional.ofNullable(response.getHeader("Allow")).orElse(""));
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(ChatErrors.write(error).toString().getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller left before it was refused", e);
        }
    }
}
