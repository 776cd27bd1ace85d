package io.fareway.batch;

import io.fareway.api.RequestIds;
import java.nio.file.Files;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine together. */
@Configuration(proxyBeanMethods = false)
class BatchConfiguration {

    @Bean
    StopSignal batchStop() {
        return new StopSignal();
    }

    @Bean
    JobRun jobRun(
            BatchProperties properties,
            JobStore store,
            JobFolders folders,
            JobCosts costs,
            LineSender sender,
            Clock clock,
            StopSignal stop) {
        int maxLine = Math.toIntExact(properties.maxLine().toBytes());
        RetryPauses pauses = new RetryPauses(properties.retryRounds(), properties.maxWait());
        return new JobRun(
                store,
                folders,
                file -> new LineReader(Files.newInputStream(file), maxLine),
                new LineDelivery(sender, pauses, new ResultLines(), stop),
                new JobFinish(store, folders, costs, clock),
                clock,
                stop,
                properties.concurrency());
    }

    @Bean
    BatchEngine batchEngine(
            BatchProperties properties,
            JobStore store,
            JobFolders folders,
            InboxLock lock,
            JobRun run,
            StopSignal stop,
            RequestIds ids,
            Clock clock) {
        return new BatchEngine(
                properties,
                store,
                folders,
                lock,
                run,
                stop,
                () -> "batch_" + ids.next().replace("-", ""),
                clock);
    }
}
