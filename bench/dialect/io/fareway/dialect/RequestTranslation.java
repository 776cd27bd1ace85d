package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Prefill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request with tools, calls and their results: from the caller's bytes to the provider's. Run by bench/translation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RequestTranslation {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Param
    public Pair pair;

    private byte[] request = new byte[0];

    /** The request as the caller sends it. */
    @Setup
    public void read() throws IOException {
        String name = pair.caller.dialect().label() + "-tools.json";
        request = Files.readAllBytes(Path.of("src/test/resources/requests", name));
    }

    /** Parsed, read, and written or passed on. */
    @Benchmark
    public Object translate() throws IOException {
        JsonNode json = JSON.readTree(request);
        var asked = pair.caller.read(json, "/v1beta/models/m:generateContent");
        WireTarget target = new WireTarget(pair.model, false, Prefill.NONE, 4096);
        return pair.wire.passes(pair.caller.dialect())
                ? pair.wire.pass(request, json, target)
                : pair.wire.write(asked.conversation(), target, new Losses());
    }
}
