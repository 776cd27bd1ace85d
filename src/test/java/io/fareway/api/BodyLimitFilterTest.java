package io.fareway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.admission.AdmissionProperties;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** How much room a body holds, and for how long it may arrive. */
class BodyLimitFilterTest {

    private static final int KIB = 1024;

    private final LargeBodies bodies = new LargeBodies(512L * KIB * KIB);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private BodyLimitFilter filter(Duration timeLimit) {
        return new BodyLimitFilter(new AdmissionProperties(List.of(), 1, DataSize.ofMegabytes(20), timeLimit), bodies);
    }

    private static MockHttpServletRequest chunked(int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/chat/completions") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.addHeader("Transfer-Encoding", "chunked");
        request.setContent(new byte[bytes]);
        return request;
    }

    @Test
    void bodyOfUntoldLength_onceArrivedHoldsNoMoreRoomThanItNeeds() throws Exception {
        AtomicLong free = new AtomicLong();

        filter(Duration.ofMinutes(1))
                .doFilter(chunked(70 * KIB), response, (request, answer) -> free.set(bodies.freeBytes()));

        assertThat(free.get()).isEqualTo(bodies.mostBytes() - 2 * 64 * KIB);
        assertThat(bodies.freeBytes()).isEqualTo(bodies.mostBytes());
    }

    @Test
    void bodyThatTakesTooLong_isRefusedAndHoldsNoRoom() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/chat/completions");
        request.setContent(new byte[70 * KIB]);
        MockFilterChain chain = new MockFilterChain();

        filter(Duration.ZERO).doFilter(request, response, chain);

        assertThat(response.getStatus()).isEqualTo(408);
        assertThat(chain.getRequest()).isNull();
        assertThat(bodies.freeBytes()).isEqualTo(bodies.mostBytes());
    }
}
