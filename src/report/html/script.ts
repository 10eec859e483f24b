/** The page's only script: choose sectors on the map. Without it every sector is shown. */
export const SCRIPT = `for(const f of document.querySelectorAll('fieldset.sectors')){f.hidden=false;f.addEventListener('change',e=>{const g=f.parentNode.querySelector('[data-sector="'+e.target.dataset.layer+'"]');if(g)g.classList.toggle('off',!e.target.checked)})}`;
