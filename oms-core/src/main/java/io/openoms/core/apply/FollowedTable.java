package io.openoms.core.apply;

import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.table.MigratedObject;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table that is followed.
 *
 * @param object its state, shared with the other phases
 * @param version the version of the definition by which it is followed; changes carry it
 * @param table what its changes carry
 * @param read how its rows are read at the source
 * @param isExact whether its rows were copied as they were at one position, its low watermark: what
 *     stands before it is left out, and what stands behind it is strict at once
 * @param indexes makes the statements of all its secondary indexes; asked once, when the table has
 *     converged; blocks
 */
public record FollowedTable(
    MigratedObject object,
    long version,
    ApplyTable table,
    TableRead read,
    boolean isExact,
    Supplier<List<SchemaStatement>> indexes) {}
