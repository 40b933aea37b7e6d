package io.openoms.core.copy;

import io.openoms.core.conflict.Origin;
import io.openoms.core.plan.Roles;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.ValueForm;
import java.util.Optional;

/** Where a copied table's rows are taken from that meet others at the sink. */
final class MeetingOrigin {

  private static final BatchLimits LIMITS = new BatchLimits(500, 4 << 20);

  private MeetingOrigin() {}

  /** For a table that can have such rows, if the changes tell the rest. */
  static Optional<Origin> of(Roles roles, boolean follows, TableRead read, TableDefinition target) {
    boolean loose =
        read.key().stream().anyMatch(column -> column.type().kind().form() == ValueForm.TEXT);
    boolean further = target.indexes().stream().filter(IndexDefinition::isUnique).count() > 1;
    if (!follows || !(loose || further)) {
      return Optional.empty();
    }
    RowBatches memory = new RowBatches(LIMITS);
    return roles
        .rowLookup()
        .map(
            rows ->
                new Origin(
                    read.table().name(),
                    read.columns(),
                    read.key(),
                    keys -> rows.find(read, keys, memory)));
  }
}
