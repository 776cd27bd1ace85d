package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.dialect.FollowUp;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/**
 * A call whose answer its provider has only begun to make: asks where the provider says, until the answer is whole or
 * comes as events. One attempt, whatever the number of requests. Lives as long as the attempt.
 */
final class FollowedCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final FollowUp way;
    private final URI base;
    private final Sender sender;
    private final Sender canceller;
    private volatile Optional<String> cancelAddress = Optional.empty();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Sends a further request of the same attempt. */
    @FunctionalInterface
    interface Sender {

        /** Authorizes and sends; the call under way is the one that an abort ends. */
        ClassicHttpResponse send(HttpUriRequestBase call) throws IOException;
    }

    /**
     * A call at the provider of this address.
     *
     * @param base the provider's base URL: no address elsewhere is asked, and shown our key
     * @param canceller sends also when nobody waits any more
     */
    FollowedCall(FollowUp way, URI base, Sender sender, Sender canceller) {
        this.canceller = canceller;
        this.way = way;
        this.base = base;
        this.sender = sender;
    }

    /** The answer, or the stream, in the place of the first response; where neither is to be had, the call is cancelled. */
    ClassicHttpResponse follow(ClassicHttpResponse first) throws IOException {
        try {
            ClassicHttpResponse last = followed(first);
            if (!isSuccess(last)) {
                cancel();
            }
            return last;
        } catch (IOException failed) {
            cancel();
            throw failed;
        }
    }

    private ClassicHttpResponse followed(ClassicHttpResponse first) throws IOException {
        ClassicHttpResponse response = first;
        while (isSuccess(response)) {
            JsonNode answer = read(response);
            cancelAddress = way.cancel(answer);
            Optional<FollowUp.Step> next = way.next(answer);
            if (next.isEmpty()) {
                over.set(true);
                response.setCode(HttpStatus.SC_OK);
                response.setEntity(new ByteArrayEntity(JSON.writeValueAsBytes(answer), ContentType.APPLICATION_JSON));
                return response;
            }
            if (next.get().events()) {
                return events(next.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            response = sender.send(new HttpGet(safe(next.get().address())));
        }
        return response;
    }

    private static boolean isSuccess(ClassicHttpResponse response) {
        return response.getCode() / 100 == 2 && response.getEntity() != null;
    }

    private static JsonNode read(ClassicHttpResponse response) throws IOException {
        byte[] body = EntityUtils.toByteArray(response.getEntity(), LARGEST_ANSWER_BYTES);
        JsonNode answer = JSON.readTree(body);
        if (answer == null || !answer.isObject()) {
            throw new IOException("an answer that is not a JSON object");
        }
        return answer;
    }

    private ClassicHttpResponse events(FollowUp.Step step) throws IOException {
        HttpGet call = new HttpGet(safe(step.address()));
        call.setHeader(HttpHeaders.ACCEPT, "text/event-stream");
        ClassicHttpResponse response = sender.send(call);
        HttpEntity entity = response.getEntity();
        if (isSuccess(response)) {
            InputStream withUsage = new UsageAtTheEnd(entity.getContent(), step.state());
            response.setEntity(new InputStreamEntity(withUsage, ContentType.parse(entity.getContentType())));
        }
        return response;
    }

    /** Our key goes to the provider's own hosts only, whatever an answer names. */
    private URI safe(String address) throws IOException {
        URI uri = addressOf(address);
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        boolean same = host.equals(base.getHost()) || domainOf(host).equals(domainOf(base.getHost()));
        if (!same || !base.getScheme().equals(uri.getScheme())) {
            throw new IOException("the provider points to another host");
        }
        return uri;
    }

    private static URI addressOf(String text) throws IOException {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IOException("the provider points to an address that is none", malformed);
        }
    }

    /** The last two names of a host; an address of numbers is its own. */
    private static String domainOf(String host) {
        boolean numbers = host.endsWith("]") || host.matches(".*[0-9]");
        int before = host.lastIndexOf('.', host.lastIndexOf('.') - 1);
        return numbers ? host : host.substring(before + 1);
    }

    /** Tells the provider once that nobody waits any more, so that it stops working and charging. */
    void cancel() {
        cancelAddress
                .filter(address -> over.compareAndSet(false, true))
                .ifPresent(address -> Thread.startVirtualThread(() -> cancel(address)));
    }

    private void cancel(String address) {
        try {
            canceller.send(new HttpPost(safe(address))).close();
        } catch (IOException unheard) {
            // it ends at the provider's own time limit
        }
    }

    /** The events of a stream, and after them one that tells what was used. */
    private final class UsageAtTheEnd extends FilterInputStream {

        private final String state;
        private boolean atUsage;

        UsageAtTheEnd(InputStream events, String state) {
            super(events);
            this.state = state;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count >= 0 || atUsage) {
                return count;
            }
            atUsage = true;
            over.set(true);
            in = new ByteArrayInputStream(way.usageEvent(endState()));
            return super.read(buffer, offset, length);
        }

        /** What was used is known a moment after the last word. */
        private JsonNode endState() throws IOException {
            JsonNode answer = FollowedCall.read(sender.send(new HttpGet(safe(state))));
            while (way.isUnderWay(answer)) {
                LockSupport.parkNanos(PAUSE_NANOS);
                answer = FollowedCall.read(sender.send(new HttpGet(safe(state))));
            }
            return answer;
        }
    }
}
