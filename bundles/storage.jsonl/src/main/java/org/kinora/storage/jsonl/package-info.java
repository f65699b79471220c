/** The browser recorder's directory, as {@code docs/formats/jsonl.md} describes it. */
@NullMarked
package org.kinora.storage.jsonl;

import org.jspecify.annotations.NullMarked;
