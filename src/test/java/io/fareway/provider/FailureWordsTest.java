package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureWordsTest {

    static Stream<Arguments> failures() {
        SSLException untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(new CertPathBuilderException("unable to find valid certification path"));
        return Stream.of(
                Arguments.of(
                        new ConnectException("Connect to http://10.0.0.1 failed: Connection refused"),
                        "connection refused"),
                Arguments.of(new ConnectException("Network is unreachable"), "cannot connect"),
                Arguments.of(new SocketException("Connection reset"), "connection reset"),
                Arguments.of(
                        new UnknownHostException("api.example.com: Name or service not known"),
                        "unknown host api.example.com"),
                Arguments.of(new SocketTimeoutException("no answer within 10 s"), "no answer within 10 s"),
                Arguments.of(
                        new NoHttpResponseException("10.0.0.1:80 failed to respond"),
                        "connection closed without an answer"),
                Arguments.of(new ConnectionClosedException("Premature end of body"), "cut short"),
                Arguments.of(new ClientProtocolException(new ProtocolException("NONSENSE")), "not HTTP"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "TLS handshake failed: the other side does not speak TLS"),
                Arguments.of(untrusted, "TLS handshake failed: its certificate is not trusted here"),
                Arguments.of(
                        new SSLPeerUnverifiedException("Certificate for <a> doesn't match"),
                        "TLS handshake failed: its certificate is for another host"),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert"),
                        "TLS handshake failed: the two sides do not agree"),
                Arguments.of(
                        new SSLException("closing inbound before receiving peer's close_notify"),
                        "TLS connection broken"),
                Arguments.of(new IOException("sk-secret"), "connection failed"),
                Arguments.of(ProviderFault.status(503, "status 503"), "status 503"),
                Arguments.of(new IllegalStateException("a bug"), "failed inside the gateway"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void of_saysItPlainlyWhateverIsWrappedAroundIt(Throwable failure, String words) {
        assertThat(FailureWords.of(failure)).isEqualTo(words);
        assertThat(FailureWords.of(new RuntimeCamelException(failure))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"10000, 10 s", "700, 0.7 s", "600000, 600 s", "1250, 1.25 s"})
    void seconds_areSaidAsPeopleSayThem(long millis, String words) {
        assertThat(FailureWords.seconds(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void of_theOutermostWordCounts() {
        ProviderFault broken = ProviderFault.transport("the answer broke off: cut short", new SocketException("reset"));

        assertThat(FailureWords.of(new RuntimeCamelException(broken))).isEqualTo("the answer broke off: cut short");
    }
}
