package io.fareway.batch.sharing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one gateway of a database in a file. It has all work to itself while it holds the lock in the inbox, which the
 * operating system frees when the process dies.
 */
final class SoleGateway implements WorkClaims {

    private static final Logger LOG = LoggerFactory.getLogger(SoleGateway.class);

    private final Path file;
    private Optional<FileChannel> held = Optional.empty();

    SoleGateway(Path inbox) {
        this.file = inbox.resolve(".lock");
    }

    @Override
    public synchronized boolean join() throws IOException {
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

    @Override
    public synchronized void leave() {
        if (held.isPresent()) {
            try {
                held.get().close();
            } catch (IOException e) {
                LOG.warn("{} could not be released", file, e);
            }
            held = Optional.empty();
        }
    }

    @Override
    public boolean beat() {
        return false;
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public boolean claim(String work, long part) {
        return true;
    }

    @Override
    public void release(String work) {
        // nobody else could take it
    }

    @Override
    public boolean isHeldByOthers(String work) {
        return false;
    }
}
