package io.fareway.batch;

import io.fareway.model.RequestError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the body of {@code POST /v1/messages/batches} to disk as it arrives: it may be many times larger than any other
 * request, and Camel would hold it in memory. Comes after those who refuse callers.
 */
@Component
@Order(1)
class MessageBatchUpload extends OncePerRequestFilter {

    /** Bytes of the largest batch: <a href="https://platform.claude.com/docs/en/build-with-claude/batch-processing">limits</a>. */
    private static final long LARGEST = 256L * 1024 * 1024;

    private static final String FILE = MessageBatchUpload.class.getName();

    private final FileVault vault;

    MessageBatchUpload(FileVault vault) {
        this.vault = vault;
    }

    /** Where the body of this request lies; whoever takes it deletes it. */
    static Path fileOf(HttpServletRequest request) {
        if (request.getAttribute(FILE) instanceof Path file) {
            return file;
        }
        throw new IllegalStateException("only POST " + MessageBatchDesk.PATH + " has its body on disk");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getRequestURI().equals(MessageBatchDesk.PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Path file = vault.newUpload();
        try {
            if (isTooLarge(request, file)) {
                request.setAttribute(
                        RequestError.HTTP_ATTRIBUTE,
                        RequestError.http(
                                413, "request_too_large", "A message batch has at most 256 MB. Send several batches."));
                response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                return;
            }
            request.setAttribute(FILE, file);
            chain.doFilter(new BodyOnDisk(request), response);
        } finally {
            if (!request.isAsyncStarted()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isTooLarge(HttpServletRequest request, Path file) throws IOException {
        if (request.getContentLengthLong() > LARGEST) {
            return true;
        }
        try (InputStream body = request.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                if (total > LARGEST) {
                    return true;
                }
                out.write(buffer, 0, read);
            }
            return false;
        }
    }

    /** What is left of the request: nothing to read. */
    private static final class BodyOnDisk extends HttpServletRequestWrapper {

        BodyOnDisk(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new NoBytes();
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(Reader.nullReader());
        }
    }

    private static final class NoBytes extends ServletInputStream {

        @Override
        public int read() {
            return -1;
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("the body is on disk");
        }
    }
}
