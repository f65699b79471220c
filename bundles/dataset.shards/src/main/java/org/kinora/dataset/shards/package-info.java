/** Data sets of recordings in shards and chunks (docs/formats/shards.md). */
@NullMarked
package org.kinora.dataset.shards;

import org.jspecify.annotations.NullMarked;
