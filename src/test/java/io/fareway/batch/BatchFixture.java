package io.fareway.batch;

import io.fareway.batch.sharing.WorkClaims;
import io.fareway.ledger.GatewayInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.util.unit.DataSize;

/** An engine over real folders and a real database; several may follow each other over the same ones. */
final class BatchFixture {

    static final int CONCURRENCY = 4;

    final Path inbox;
    final Path outbox;
    final BatchProperties properties;
    final JobFolders folders;
    final JobStore store;
    final LineStore lines;
    final JobControl control;
    final JobDesk desk;
    final JobResults results;
    final FileVault vault;
    final ProviderBatchStore providerBatches;
    final ApiBatchStore batches;
    final Clock clock = Clock.systemUTC();
    final BatchEngine engine;
    final WorkClaims claims;
    final JobWatch watch;
    private final JobPlaces places;

    BatchFixture(Path home, DataSource dataSource, LineSender sender) {
        this(home, new LineStore(dataSource), dataSource, sender, BatchFixture::open);
    }

    BatchFixture(Path home, DataSource dataSource, LineSender sender, FakeWay way) {
        this(home, new LineStore(dataSource), dataSource, sender, BatchFixture::open, way);
    }

    BatchFixture(Path home, LineStore lines, DataSource dataSource, LineSender sender, Lines.Source source) {
        this(home, lines, dataSource, sender, source, FakeWay.live());
    }

    BatchFixture(
            Path home, LineStore lines, DataSource dataSource, LineSender sender, Lines.Source source, FakeWay way) {
        this(home, lines, dataSource, sender, source, way, WorkClaims.ofOne(home.resolve("inbox")));
    }

    /** One of several gateways on a database and its folders. */
    BatchFixture(Path home, DataSource dataSource, LineSender sender, FakeWay way, WorkClaims claims) {
        this(home, new LineStore(dataSource), dataSource, sender, BatchFixture::open, way, claims);
    }

    private BatchFixture(
            Path home,
            LineStore lines,
            DataSource dataSource,
            LineSender sender,
            Lines.Source source,
            FakeWay way,
            WorkClaims claims) {
        this.inbox = home.resolve("inbox");
        this.outbox = home.resolve("outbox");
        this.properties = new BatchProperties(
                inbox,
                outbox,
                CONCURRENCY,
                2,
                DataSize.ofKilobytes(10),
                3,
                Duration.ofMillis(1),
                Duration.ofDays(1),
                JobOptions.Order.INPUT,
                Duration.ofMillis(100));
        this.store = new JobStore(dataSource);
        this.lines = lines;
        this.folders = new JobFolders(
                properties, new JobWishes(clock, () -> Set.of("simple", "complex"), properties.defaults()), clock);
        this.claims = claims;
        JobStore jobs = this.store;
        JobPaces paces = new JobPaces();
        LineDelivery delivery = new LineDelivery(
                sender, new RetryPauses(properties.retryRounds(), properties.maxWait()), new ResultLines());
        LinePass pass = new LinePass(
                lines, delivery, new LineSlots(CONCURRENCY), new JobLimits(jobs, clock), clock, properties);
        FileStore files = new FileStore(dataSource, clock);
        this.vault = new FileVault(new FileProperties(home.resolve("files")), new GatewayInstance("local"));
        this.batches = new ApiBatchStore(dataSource);
        this.places = new JobPlaces(
                new FolderPlace(folders, jobs, lines, new GrowthStore(dataSource)),
                new ApiPlace(vault, files, batches, lines, clock));
        this.providerBatches = new ProviderBatchStore(dataSource);
        ProviderBatchProperties offers = new ProviderBatchProperties(
                home.resolve("provider-batches"),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMinutes(10));
        ProviderBatchResults batchResults =
                new ProviderBatchResults(providerBatches, lines, way.books(), offers.folder(), clock);
        ProviderBatches batching = new ProviderBatches(
                providerBatches,
                way.planner(),
                way.apis(),
                new ProviderBatchDrive(
                        providerBatches,
                        jobs,
                        way.apis(),
                        batchResults,
                        offers,
                        new LiveReserve(offers.liveReserve()),
                        clock),
                offers,
                () -> "pb_" + UUID.randomUUID(),
                clock,
                claims);
        JobLines jobLines = new JobLines(
                jobs,
                batching,
                claims,
                new FillPass(batching, new LineReading(lines)),
                pass,
                new JobLimits(jobs, clock),
                clock);
        JobFinish finish = new JobFinish(
                jobs, lines, providerBatches, places, new JobReports(lines, new JobCosts(dataSource)), clock);
        JobRun run = new JobRun(
                jobs, places, source, new Survey(new LineParser(), jobs, lines), jobLines, finish, paces, claims);
        JobWorkers workers = new JobWorkers(properties.jobs(), run, folders);
        this.watch = new JobWatch(jobs, places, workers, paces, claims);
        this.engine = new BatchEngine(
                properties,
                jobs,
                folders,
                places,
                claims,
                workers,
                watch,
                () -> UUID.randomUUID().toString(),
                clock);
        this.control = new JobControl(jobs, lines, workers, new JobRetry(lines, folders, source, engine), claims);
        this.results = new JobResults(jobs, lines, folders);
        this.desk = new JobDesk(control, paces, results);
    }

    static Lines open(Job job, Path file) throws IOException {
        return new InputFiles(10_000).open(job, file);
    }

    /** Jobs that are not done. */
    List<Job> unfinished() {
        return store.latest(100).stream().filter(job -> !job.isDone()).toList();
    }

    /** Adds a job that nothing has been done for, to the database only. */
    Job add(String id, String name, long inputBytes) {
        return store.add(id, name, "", JobOptions.NONE, 0, inputBytes, 1);
    }

    /** What the engine does every second by itself. */
    void look() throws IOException {
        look(() -> {});
    }

    /** The same, with something else to do for new files. */
    void look(JobWatch.Chore inbox) throws IOException {
        watch.look(JobHomes.of(places), inbox);
    }

    /** Starts the engine and gives it a file, as the route would. */
    void startWith(String name, String content) throws IOException {
        engine.start();
        drop(name, content);
    }

    void drop(String name, String content) throws IOException {
        Files.writeString(inbox.resolve(name), content);
        engine.claim(name);
    }

    /** What lies in a folder, hidden files and folders aside. */
    static List<String> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> results(String name) throws IOException {
        return Files.readAllLines(outbox.resolve(name));
    }

    /** A good line. */
    static String line(String customId) {
        return "{\"custom_id\":\"" + customId
                + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"auto\",\"messages\":[]}}";
    }

    /** A file of good lines, {@code c1} to {@code cN}. */
    static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> line("c" + number) + "\n")
                .collect(Collectors.joining());
    }
}
