package io.fareway.provider;

import io.fareway.model.Account;
import io.fareway.model.ProviderKey;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs calls to AWS by <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a> with Amazon's own
 * signer: method, address, headers and body.
 */
final class SigV4Authorization implements Authorization {

    private final Account.Aws account;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    SigV4Authorization(Account.Aws account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public void authorize(HttpUriRequestBase call, ProviderKey key, Duration patience) throws IOException {
        SdkHttpRequest unsigned = unsigned(call);
        byte[] body = bodyOf(call);
        SignedRequest signed = signer.sign(request -> request.identity(identity(key))
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, account.service())
                .putProperty(AwsV4HttpSigner.REGION_NAME, account.region())
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                call.setHeader(name, String.join(",", values));
            }
        });
    }

    private AwsCredentialsIdentity identity(ProviderKey key) {
        String id = key.secret().value();
        String secret = account.secretKey().value();
        return account.sessionToken().isPresent()
                ? AwsSessionCredentialsIdentity.create(
                        id, secret, account.sessionToken().value())
                : AwsCredentialsIdentity.create(id, secret);
    }

    private static SdkHttpRequest unsigned(HttpUriRequestBase call) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(call.getMethod()))
                .uri(addressOf(call));
        for (Header header : call.getHeaders()) {
            request.appendHeader(header.getName(), header.getValue());
        }
        return request.build();
    }

    private static URI addressOf(HttpUriRequestBase call) {
        try {
            return call.getUri();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the address of the call is malformed", e);
        }
    }

    private static byte[] bodyOf(HttpUriRequestBase call) throws IOException {
        HttpEntity entity = call.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        if (!entity.isRepeatable()) {
            throw new IOException("a body that can be read only once cannot be signed");
        }
        return EntityUtils.toByteArray(entity);
    }
}
