package io.openoms.core.apply;

import io.openoms.core.apply.net.NetChanges;
import io.openoms.spi.state.StoredApply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A lane's share of a window.
 *
 * @param lane the lane's name, which is that of its bookkeeping row
 * @param window the window's number
 * @param net what it changes
 * @param position where the window stands in the log, for errors
 * @param after the state to be stored in the same transaction, when the window has this lane alone
 * @param again whether an earlier run may have written a part of it
 * @param result what came of it
 */
record LaneWork(
    String lane,
    long window,
    NetChanges net,
    String position,
    Optional<StoredApply> after,
    boolean again,
    CompletableFuture<LaneResult> result) {}
