"""One chart definition and its three writers: svg, tabel, plotly. Pure: no database, no clock."""
