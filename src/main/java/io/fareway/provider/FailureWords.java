package io.fareway.provider;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Puts into words why a call failed, for callers and for the ledger: no class names, no addresses, nothing that the
 * provider has written.
 */
final class FailureWords {

    private FailureWords() {}

    /** The outermost word of a provider or of the network; what lies around it is Camel's wrapping. */
    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault) {
                return String.valueOf(cause.getMessage());
            }
            if (cause instanceof IOException network) {
                return ofNetwork(network);
            }
        }
        return "failed inside the gateway";
    }

    /** A limit as people say it, for example {@code 10 s} or {@code 0.7 s}. */
    static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    private static String ofNetwork(IOException failure) {
        return switch (failure) {
            case CallerGoneException left -> "the caller went away";
            case NoTokenException none -> String.valueOf(none.getMessage());
            case TooLargeException large -> String.valueOf(large.getMessage());
            case UnknownHostException unknown -> "unknown host " + hostIn(unknown);
            case SSLException tls -> ofTls(tls);
            case ConnectTimeoutException late -> "no connection in time";
            case ConnectionRequestTimeoutException none -> "no free connection in time";
            case SocketTimeoutException late -> String.valueOf(late.getMessage());
            case NoRouteToHostException none -> "no route to the host";
            case ConnectException failed -> says(failed, "refused") ? "connection refused" : "cannot connect";
            case NoHttpResponseException none -> "connection closed without an answer";
            case SocketException broken -> "connection reset";
            case ConnectionClosedException cut -> "cut short";
            case EOFException cut -> "cut short";
            case ZipException damaged -> "compressed wrongly";
            case MessageConstraintException garbage -> "not HTTP";
            case ClientProtocolException garbage -> ofProtocol(garbage);
            default -> "connection failed";
        };
    }

    /** The client wraps what is no HTTP in an exception of its own, and sometimes a broken connection too. */
    private static String ofProtocol(ClientProtocolException failure) {
        return failure.getCause() instanceof HttpException ? "not HTTP" : "connection failed";
    }

    /** Resolvers add their own words behind the name. */
    private static String hostIn(UnknownHostException unknown) {
        return Optional.ofNullable(unknown.getMessage()).orElse("").split(":", 2)[0];
    }

    private static String ofTls(SSLException failure) {
        if (isOfUntrusted(failure)) {
            return "TLS handshake failed: its certificate is not trusted here";
        }
        if (failure instanceof SSLPeerUnverifiedException) {
            return "TLS handshake failed: its certificate is for another host";
        }
        if (says(failure, "unsupported or unrecognized")) {
            return "TLS handshake failed: the other side does not speak TLS";
        }
        return failure instanceof SSLHandshakeException
                ? "TLS handshake failed: the two sides do not agree"
                : "TLS connection broken";
    }

    private static boolean isOfUntrusted(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(IOException failure, String words) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }
}
