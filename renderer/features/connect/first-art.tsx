/** A gate in quiet water, up or down as the mode is. */
export function FirstArt({ armed }: { readonly armed: boolean }) {
  const wave = (y: number) => `M8 ${y}${'c8-8 16-8 24 0s16 8 24 0'.repeat(8)}`;
  return (
    <svg
      className="first-art"
      width="400"
      height="112"
      viewBox="0 0 400 112"
      aria-hidden="true"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <g className="art-water">
        <path d={wave(74)} />
        <path d={wave(88)} opacity="0.65" />
        <path d={wave(102)} opacity="0.35" />
      </g>
      <g className="art-gap">
        <path d="M158 20v88M242 20v88" />
      </g>
      <g className="art-frame">
        <path d="M146 20h108M158 20v88M242 20v88M200 8v14" />
      </g>
      <g className={armed ? 'art-plate down' : 'art-plate'}>
        <rect x="170" y="28" width="60" height={armed ? 68 : 28} rx="4" />
        <path d="M180 37.5h40M180 46.5h40" />
      </g>
    </svg>
  );
}
