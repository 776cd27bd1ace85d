package io.fareway.report.reconcile;

import java.util.List;
import java.util.Optional;

/** How a provider writes its exports. */
interface ExportFormat {

    /** The layout of a file with these columns; empty when it is none of this provider's exports. */
    Optional<Layout> layout(List<String> columns);

    /** The columns that are needed, for people. */
    String needs();
}
