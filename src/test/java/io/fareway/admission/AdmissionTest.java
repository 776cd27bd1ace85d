package io.fareway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.RequestError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class AdmissionTest {

    @Test
    void enter_refusesMoreThanTheLimitAndTakesAgainAfterLeave() {
        Admission admission = new Admission(properties(List.of(), 2));
        admission.enter();
        admission.enter();

        RequestError error = catchThrowableOfType(RequestError.class, admission::enter);
        admission.leave();

        assertThat(error.status()).isEqualTo(429);
        assertThat(error.retryAfter()).isPresent();
        assertThatCode(admission::enter).doesNotThrowAnyException();
    }

    @Test
    void withoutKeys_callersOnThisMachineComeIn() throws Exception {
        assertThat(status(List.of(), "127.0.0.1", "")).isEqualTo(200);
        assertThat(status(List.of(), "::1", "")).isEqualTo(200);
    }

    @Test
    void withoutKeys_callersElsewhereAreRefused() throws Exception {
        assertThat(status(List.of(), "192.0.2.7", "")).isEqualTo(401);
    }

    @Test
    void withKeys_onlyTheirHoldersComeIn() throws Exception {
        List<String> keys = List.of("sk-one", "sk-two");

        assertThat(status(keys, "192.0.2.7", "Bearer sk-two")).isEqualTo(200);
        assertThat(status(keys, "127.0.0.1", "Bearer sk-three")).isEqualTo(401);
        assertThat(status(keys, "127.0.0.1", "")).isEqualTo(401);
        assertThat(status(keys, "127.0.0.1", "Basic sk-one")).isEqualTo(401);
    }

    @Test
    void otherPaths_areNotTheFiltersBusiness() throws Exception {
        MockHttpServletRequest request = request("/actuator/health", "192.0.2.7", "");
        MockFilterChain chain = new MockFilterChain();

        new ApiKeyFilter(properties(List.of("sk-one"), 1)).doFilter(request, new MockHttpServletResponse(), chain);

        assertThat(chain.getRequest()).isNotNull();
    }

    private static int status(List<String> keys, String address, String authorization) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new ApiKeyFilter(properties(keys, 1))
                .doFilter(request("/v1/models", address, authorization), response, new MockFilterChain());
        return response.getStatus();
    }

    private static MockHttpServletRequest request(String path, String address, String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        if (!authorization.isEmpty()) {
            request.addHeader("Authorization", authorization);
        }
        return request;
    }

    private static AdmissionProperties properties(List<String> keys, int maxConcurrent) {
        return new AdmissionProperties(keys, maxConcurrent, DataSize.ofMegabytes(1));
    }
}
