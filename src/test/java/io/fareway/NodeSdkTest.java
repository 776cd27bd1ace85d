package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fareway.admission.Admission;
import io.fareway.testing.NodeProject;
import io.fareway.testing.ProviderScenes;
import io.fareway.testing.TakenPermits;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The Node SDKs of {@code src/test/node} against the gateway. Skipped, and said so, where there is no Node 20 or newer.
 */
class NodeSdkTest extends GatewayTest {

    private static final NodeProject NODE = new NodeProject(Path.of("src/test/node"), Path.of("target/node"));

    @Autowired
    private Admission admission;

    @BeforeAll
    static void install() {
        assumeTrue(
                NODE.nodeVersion() >= 20,
                "The Node SDKs are not tested: 'node' 20 or newer and 'npm' are not on the PATH.");
        NODE.install();
    }

    @Test
    void sdks_findEverythingTheyFindAtAProvider() throws Exception {
        ProviderScenes scenes = new ProviderScenes();
        ONE.always(scenes);
        TWO.always(scenes);

        NodeProject.Run run = NODE.test(baseUrl(), "openai.test.js", "ai.test.js", "batches.test.js", "gemini.test.js");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(scenes.endless().awaitCallersEnd()).isTrue();
    }

    @Test
    void sdks_findEverythingWhicheverDialectTheProviderSpeaks() {
        ProviderScenes scenes = new ProviderScenes();
        ONE.always(scenes);
        TWO.always(scenes);

        NodeProject.Run run = NODE.test(baseUrl(), "anthropic.test.js", "message-batches.test.js", "responses.test.js");

        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void fullGateway_isARateLimit() {
        try (TakenPermits taken = TakenPermits.all(admission)) {
            NodeProject.Run run = NODE.test(baseUrl(), "full-gateway.js");

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(taken.count()).isPositive();
        }
    }
}
