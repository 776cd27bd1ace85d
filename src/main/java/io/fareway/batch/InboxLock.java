package io.fareway.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps two gateways from sending the lines of the same files. The operating system frees it when a process dies. */
@Component
final class InboxLock {

    private static final Logger LOG = LoggerFactory.getLogger(InboxLock.class);

    private final Path file;
    private Optional<FileChannel> held = Optional.empty();

    InboxLock(BatchProperties properties) {
        this.file = properties.inbox().resolve(".lock");
    }

    /** Whether the inbox is ours now. */
    synchronized boolean take() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Optional<FileLock> taken = Optional.ofNullable(channel.tryLock());
            if (taken.isPresent()) {
                held = Optional.of(channel);
                return true;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is held by this very process", file);
        }
        channel.close();
        return false;
    }

    synchronized void release() {
        if (held.isPresent()) {
            try {
                held.get().close();
            } catch (IOException e) {
                LOG.warn("{} could not be released", file, e);
            }
            held = Optional.empty();
        }
    }
}
