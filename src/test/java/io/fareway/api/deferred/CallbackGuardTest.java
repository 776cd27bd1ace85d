package io.fareway.api.deferred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.RequestError;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CallbackGuardTest {

    private static CallbackGuard guard(Set<String> hosts, String secret, boolean insecure) {
        return new CallbackGuard(new DeferredProperties(
                Duration.ofDays(1),
                1,
                Duration.ZERO,
                new DeferredProperties.Callbacks(
                        hosts, secret, insecure, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hooks.example.com/a?b=c", "https://HOOKS.example.com", "https://other.example.com:8443/"
            })
    void allowedHost_isLetThrough(String callback) {
        CallbackGuard guard = guard(Set.of("hooks.example.com", "other.example.com:8443"), "s", false);

        assertThat(guard.isAllowed(URI.create(callback))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/",
                "https://hooks.example.com:9200/",
                "https://hooks.example.com.evil.org/",
                "https://user@hooks.example.com/",
                "https://evil.org/#hooks.example.com",
                "https://169.254.169.254/latest",
                "file:///etc/passwd",
                "hooks.example.com",
                "mailto:a@hooks.example.com"
            })
    void everythingElse_isRefused(String callback) {
        CallbackGuard guard = guard(Set.of("hooks.example.com"), "s", false);

        assertThatThrownBy(() -> guard.check(URI.create(callback)))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("fareway.deferred.callbacks.hosts");
    }

    @Test
    void withoutHostsOrSecret_nobodyIsTold() {
        URI callback = URI.create("https://hooks.example.com/");

        assertThatThrownBy(() -> guard(Set.of(), "s", false).check(callback)).hasMessageContaining("status_url");
        assertThatThrownBy(() -> guard(Set.of("hooks.example.com"), " ", false).check(callback))
                .hasMessageContaining("status_url");
    }

    /** The example of the specification's own libraries. */
    @Test
    void signature_isThatOfStandardWebhooks() {
        String signature = CallbackSignature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_not-base64", "whsec_"})
    void secretThatSignsNothing_isRefusedAtStart_andNotTold(String secret) {
        Binder binder =
                new Binder(new MapConfigurationPropertySource(Map.of("fareway.deferred.callbacks.secret", secret)));

        assertThatThrownBy(() -> binder.bind("fareway.deferred", DeferredProperties.class))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .satisfies(refused -> assertThat(((BindException) refused).getProperty())
                        .as("what Spring shows as the faulty value")
                        .isNull())
                .rootCause()
                .hasMessageContaining("fareway.deferred.callbacks.secret")
                .hasMessageNotContaining("not-base64");
    }
}
