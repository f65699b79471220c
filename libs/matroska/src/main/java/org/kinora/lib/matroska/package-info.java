/** Reading of Matroska and WebM: descriptions and the heads of blocks, never the samples. */
@NullMarked
package org.kinora.lib.matroska;

import org.jspecify.annotations.NullMarked;
